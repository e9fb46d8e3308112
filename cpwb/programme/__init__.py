"""The programme's objectives; knows nothing of committees."""
