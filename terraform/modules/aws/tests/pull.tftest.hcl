mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  pull = {
    queue        = "cfq://account/queue"
    dead_letters = "r2://account/edge-logs/dead-letters/"
    receipts     = "r2://account/edge-logs/receipts/"
    environment  = { CONNECTOR_CLOUDFLARE_TOKEN = "ssm:/edge/queues-token" }
    secrets      = { CONNECTOR_CLOUDFLARE_TOKEN = "ssm:/edge/queues-token" }
  }
  bucket = null
}

run "a_schedule_starts_the_function" {
  command = plan

  assert {
    condition = (
      aws_scheduler_schedule.pull[0].schedule_expression == "rate(1 minute)"
      && jsondecode(aws_scheduler_schedule.pull[0].target[0].input) == { connector = "tick" }
    )
    error_message = "The schedule is another."
  }

  assert {
    condition = (
      output.environment.CONNECTOR_QUEUE == "cfq://account/queue"
      && output.environment.CONNECTOR_DEAD_LETTERS == "r2://account/edge-logs/dead-letters/"
      && output.environment.CONNECTOR_CLOUDFLARE_TOKEN == "ssm:/edge/queues-token"
    )
    error_message = "The environment is ${jsonencode(output.environment)}"
  }

  assert {
    condition = keys(aws_iam_role_policy.connector) == [
      "PutContinuations", "ReadParameters", "TakeNotifications", "WriteLogs"
    ]
    error_message = "The function may ${join(", ", keys(aws_iam_role_policy.connector))}."
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.connector["ReadParameters"].policy).Statement[0].Resource == [
      "arn:aws:ssm:eu-central-1:123456789012:parameter/edge/queues-token",
      "arn:aws:ssm:eu-central-1:123456789012:parameter/edge/hec-token",
    ]
    error_message = aws_iam_role_policy.connector["ReadParameters"].policy
  }

  assert {
    condition     = length(aws_s3_bucket_notification.objects) + length(aws_cloudwatch_event_rule.objects) == 0
    error_message = "A bucket is asked to tell of objects."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.silence[0].metric_name == "Delivered"
    error_message = "Silence is looked for elsewhere."
  }
}

run "a_bucket_beside_the_queue_is_refused" {
  command         = plan
  expect_failures = [var.bucket]

  variables {
    bucket = "edge-logs"
  }
}

run "a_notification_beside_the_queue_is_refused" {
  command         = plan
  expect_failures = [var.pull]

  variables {
    notification = "s3"
  }
}

run "receipts_go_where_the_batches_come_from" {
  command = plan

  variables {
    receipts = true
  }

  assert {
    condition = (
      output.environment.CONNECTOR_RECEIPTS == "r2://account/edge-logs/receipts/"
      && !contains(keys(aws_iam_role_policy.connector), "WriteReceipts")
    )
    error_message = "The environment is ${jsonencode(output.environment)}"
  }
}
