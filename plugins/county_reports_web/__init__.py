"""The office's pages inside the Airflow UI: runs, units, results, downloads."""

PREFIX = "/county-reports"
