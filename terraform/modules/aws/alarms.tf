locals {
  of_function = { FunctionName = aws_lambda_function.connector.function_name }
  minutes     = 60

  # Each alarm is over once a single period is above (or, for silence, below) its threshold.
  alarms = merge(local.late_objects, {
    dead-notifications = {
      description = "Notifications were tried too often and wait in the dead-letter queue: see the reasons in the log."
      namespace   = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", statistic = "Maximum"
      dimensions  = { QueueName = aws_sqs_queue.dead.name }
      threshold   = 0, period = 5 * local.minutes
    }
    backlog = {
      description = "Objects wait for long: the destination is down, or takes less than arrives."
      namespace   = "AWS/SQS", metric = "ApproximateAgeOfOldestMessage", statistic = "Maximum"
      dimensions  = { QueueName = aws_sqs_queue.work.name }
      threshold   = var.alarms.backlog_age_seconds, period = 5 * local.minutes
    }
    continuation-backlog = {
      description = "Objects wait for long to be continued."
      namespace   = "AWS/SQS", metric = "ApproximateAgeOfOldestMessage", statistic = "Maximum"
      dimensions  = { QueueName = aws_sqs_queue.continuation.name }
      threshold   = var.alarms.backlog_age_seconds, period = 5 * local.minutes
    }
    errors = {
      description = "Runs of the function failed: a wrong setting, no access, or no time."
      namespace   = "AWS/Lambda", metric = "Errors", statistic = "Sum"
      dimensions  = local.of_function
      threshold   = 0, period = 5 * local.minutes
    }
    throttles = {
      description = "Lambda throttled the function: the account's concurrency is used up."
      namespace   = "AWS/Lambda", metric = "Throttles", statistic = "Sum"
      dimensions  = local.of_function
      threshold   = 0, period = 15 * local.minutes
    }
    slow = {
      description = "Runs come near the timeout: objects are large or the destination is slow."
      namespace   = "AWS/Lambda", metric = "Duration", statistic = "Maximum"
      dimensions  = local.of_function
      threshold   = 950 * var.timeout_seconds, period = 15 * local.minutes # ms: 95 % of the timeout
    }
    dead-letters = {
      description = "The destination refused records: see the dead letters, and replay them when the cause is gone."
      namespace   = local.metric_namespace, metric = "${local.record_metric}DeadLettered", statistic = "Sum"
      dimensions  = local.metric_dimensions
      threshold   = 0, period = 5 * local.minutes
    }
  })

  # A queue that is asked tells CloudWatch nothing: the connector does, when it writes metrics.
  late_objects = var.pull == null || var.metrics_namespace == null ? {} : {
    late-objects = {
      description = "Objects wait for long: the destination is down, or takes less than arrives."
      namespace   = local.metric_namespace, metric = "BacklogAgeSeconds", statistic = "Maximum"
      dimensions  = local.metric_dimensions
      threshold   = var.alarms.backlog_age_seconds, period = 5 * local.minutes
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "connector" {
  for_each = { for name, alarm in local.alarms : name => alarm if var.alarms.enabled }

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  statistic           = each.value.statistic
  dimensions          = each.value.dimensions
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  period              = each.value.period
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarms.topic_arns
  ok_actions          = var.alarms.topic_arns
  tags                = var.tags
}

resource "aws_cloudwatch_metric_alarm" "silence" {
  count = var.alarms.enabled && var.alarms.silence_minutes > 0 ? 1 : 0

  alarm_name          = "${var.name}-silence"
  alarm_description   = "Nothing came for ${var.alarms.silence_minutes} minutes: does the log job still write?"
  namespace           = var.pull == null ? "AWS/SQS" : local.metric_namespace
  metric_name         = var.pull == null ? "NumberOfMessagesSent" : "${local.record_metric}Delivered"
  statistic           = "Sum"
  dimensions          = var.pull == null ? { QueueName = aws_sqs_queue.work.name } : local.metric_dimensions
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  period              = var.alarms.silence_minutes * local.minutes
  evaluation_periods  = 1
  treat_missing_data  = "breaching"
  alarm_actions       = var.alarms.topic_arns
  ok_actions          = var.alarms.topic_arns
  tags                = var.tags
}
