SELECT
  date,
  date < date_sub(newest_day, lookback + 2) AS final,
  datediff(date, first_day) + 1 AS history
FROM (SELECT explode(sequence(first_day, newest_day)) AS date)
