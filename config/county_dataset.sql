-- Run by the PostgreSQL image when its data folder is new: the county dataset beside Airflow's own database.
CREATE DATABASE township_reports;
