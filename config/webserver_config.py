"""Sign-in pages of Airflow (Flask AppBuilder) in Chinese."""

BABEL_DEFAULT_LOCALE = "zh"
LANGUAGES = {"zh": {"flag": "cn", "name": "中文"}}
