locals {
  charts = [
    {
      title = "Records"
      metrics = [
        for name in keys(local.ledger_metrics) : [local.metric_namespace, name, { stat = "Sum" }]
      ]
    },
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
  ]
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
