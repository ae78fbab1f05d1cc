"""The default for one office: PostgreSQL from a Python wheel and Airflow's processes, on this machine alone."""
