"""CPWB, the working memory of a CoPmittee.

Empty on purpose: importing a rule (`cpwb.meetings.service`, say) must not load Flask.
The application is made by `cpwb.app.create_app`.
"""
