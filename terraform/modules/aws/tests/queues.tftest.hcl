mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

run "a_notification_is_hidden_for_six_runs_and_tried_often" {
  command = plan

  variables {
    timeout_seconds   = 200
    max_receive_count = 7
  }

  assert {
    condition     = aws_sqs_queue.work.visibility_timeout_seconds == 1200
    error_message = "The work queue hides for ${aws_sqs_queue.work.visibility_timeout_seconds} s."
  }

  assert {
    condition     = aws_sqs_queue.continuation.visibility_timeout_seconds == 1200
    error_message = "The continuation queue hides for another time."
  }

  assert {
    condition = (
      aws_sqs_queue.work.redrive_policy
      == jsonencode({ deadLetterTargetArn = "arn:aws:sqs:eu-central-1:123456789012:edge-dead", maxReceiveCount = 7 })
    )
    error_message = "The work queue redrives ${aws_sqs_queue.work.redrive_policy}"
  }

  assert {
    condition     = aws_sqs_queue.continuation.redrive_policy == aws_sqs_queue.work.redrive_policy
    error_message = "The continuation queue redrives elsewhere."
  }

  assert {
    condition = (
      jsondecode(aws_sqs_queue_redrive_allow_policy.dead.redrive_allow_policy)
      == { redrivePermission = "byQueue", sourceQueueArns = ["arn:aws:sqs:eu-central-1:123456789012:edge-work",
      "arn:aws:sqs:eu-central-1:123456789012:edge-continuation"] }
    )
    error_message = "The dead-letter queue takes ${aws_sqs_queue_redrive_allow_policy.dead.redrive_allow_policy}"
  }

  assert {
    condition     = aws_sqs_queue.dead.message_retention_seconds == 1209600
    error_message = "The dead-letter queue keeps for ${aws_sqs_queue.dead.message_retention_seconds} s."
  }

  assert {
    condition     = aws_sqs_queue.work.sqs_managed_sse_enabled && aws_sqs_queue.work.kms_master_key_id == null
    error_message = "The queue is not encrypted."
  }
}

run "a_queue_of_the_customers_key" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/0"
  }

  assert {
    condition = (
      aws_sqs_queue.work.kms_master_key_id == var.kms_key_arn
      && aws_sqs_queue.work.sqs_managed_sse_enabled == null
    )
    error_message = "The key is ${aws_sqs_queue.work.kms_master_key_id}"
  }

  assert {
    condition = (
      aws_cloudwatch_log_group.connector.kms_key_id == var.kms_key_arn
      && aws_lambda_function.connector.kms_key_arn == var.kms_key_arn
    )
    error_message = "Logs or environment are encrypted otherwise."
  }
}

run "both_queues_start_the_function_and_fail_notifications_one_by_one" {
  command = plan

  variables {
    batch_size          = 5
    maximum_concurrency = 3
  }

  assert {
    condition = (
      alltrue([for mapping in aws_lambda_event_source_mapping.queue : mapping.function_response_types
      == toset(["ReportBatchItemFailures"])])
    )
    error_message = "A mapping does not report failures."
  }

  assert {
    condition = (
      alltrue([for mapping in aws_lambda_event_source_mapping.queue : mapping.scaling_config[0].maximum_concurrency
      == 3])
    )
    error_message = "The concurrency is not limited."
  }

  assert {
    condition = (
      aws_lambda_event_source_mapping.queue["work"].event_source_arn
      == "arn:aws:sqs:eu-central-1:123456789012:edge-work"
      && aws_lambda_event_source_mapping.queue["work"].batch_size == 5
    )
    error_message = "The work queue is mapped otherwise."
  }

  assert {
    condition = (
      aws_lambda_event_source_mapping.queue["continuation"].event_source_arn
      == "arn:aws:sqs:eu-central-1:123456789012:edge-continuation"
      && aws_lambda_event_source_mapping.queue["continuation"].batch_size == 1
    )
    error_message = "The continuation queue is mapped otherwise."
  }

  assert {
    condition     = aws_lambda_function_recursion_config.connector.recursive_loop == "Allow"
    error_message = "Lambda would stop a continued object."
  }

  assert {
    condition     = aws_lambda_function.connector.reserved_concurrent_executions == null
    error_message = "Reserved concurrency throttles."
  }
}
