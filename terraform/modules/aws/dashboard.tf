locals {
  # The connector's own metrics, when it writes them: shared/Connectors.Hosting/Logs/README.md.
  own_charts = {
    "Records" = [
      "RecordsDelivered", "RecordsDuplicate", "RecordsFiltered", "RecordsSampledOut", "RecordsDeadLettered",
      "RecordsUndelivered",
    ]
    "Records that became dead letters, by reason" = [
      "DeadLettersInvalidJson", "DeadLettersInvalidUtf8", "DeadLettersNotAnObject", "DeadLettersInvalidCsvRow",
      "DeadLettersRecordTooLong", "DeadLettersNotRedactable", "DeadLettersTooLargeForDestination",
      "DeadLettersTooOldForDestination", "DeadLettersRefusedByDestination",
    ]
    "Runs of objects, by outcome" = [
      "ObjectsDelivered", "ObjectsPartial", "ObjectsUnavailable", "ObjectsUnreadable", "ObjectsContinued",
      "ObjectsIgnored",
    ]
    "Attempts, by answer" = ["Attempts2xx", "Attempts3xx", "Attempts4xx", "Attempts5xx", "AttemptsNone"]
    "Age, seconds"        = ["NewestEventAgeSeconds", "BacklogAgeSeconds"]
  }

  connector_charts = var.metrics_namespace != null ? local.own_charts : { "Records" = keys(local.ledger_metrics) }
  of_connector     = var.metrics_namespace != null ? ["Connector", var.name] : []

  charts = concat([
    for title, names in local.connector_charts : {
      title = title
      metrics = [
        for name in names : concat(
          [local.metric_namespace, name], local.of_connector,
          [{ stat = endswith(name, "Seconds") ? "Maximum" : "Sum" }]
        )
      ]
    }
    ], [
    {
      title = "Notifications that wait"
      metrics = [
        for queue in [aws_sqs_queue.work, aws_sqs_queue.continuation, aws_sqs_queue.dead] :
        ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue.name, { stat = "Maximum" }]
      ]
    },
    {
      title = "Age of the oldest notification, seconds"
      metrics = [
        for queue in [aws_sqs_queue.work, aws_sqs_queue.continuation] :
        ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queue.name, { stat = "Maximum" }]
      ]
    },
    {
      title = "Runs"
      metrics = [
        for name in ["Invocations", "Errors", "Throttles", "ConcurrentExecutions"] :
        ["AWS/Lambda", name, "FunctionName", var.name, { stat = name == "ConcurrentExecutions" ? "Maximum" : "Sum" }]
      ]
    },
    {
      title = "Time of a run, ms"
      metrics = [
        for stat in ["p50", "p99", "Maximum"] : ["AWS/Lambda", "Duration", "FunctionName", var.name, { stat = stat }]
      ]
    },
  ])
}

resource "aws_cloudwatch_dashboard" "connector" {
  count = var.dashboard ? 1 : 0

  dashboard_name = var.name

  dashboard_body = jsonencode({
    widgets = [
      for number, chart in local.charts : {
        type   = "metric"
        x      = 12 * (number % 2)
        y      = 6 * floor(number / 2)
        width  = 12
        height = 6
        properties = {
          title   = chart.title
          region  = local.region
          period  = 300
          view    = "timeSeries"
          metrics = chart.metrics
        }
      }
    ]
  })
}
