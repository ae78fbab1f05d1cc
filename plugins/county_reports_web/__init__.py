"""The office's pages inside the Airflow UI: runs, units, results, downloads. Decides nothing by itself."""

PREFIX = "/county-reports"
