"""政府信息公开工作年度报告：读取、核对、汇总、编制。Knows nothing of Airflow."""
