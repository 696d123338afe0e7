mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

run "an_existing_bucket_tells_through_eventbridge" {
  command = plan

  assert {
    condition     = length(aws_s3_bucket_notification.objects) == 0 && length(aws_s3_bucket.logs) == 0
    error_message = "The bucket is changed."
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.objects[0].event_pattern) == {
      source      = ["aws.s3"]
      detail-type = ["Object Created"]
      detail      = { bucket = { name = ["edge-logs"] }, object = { key = [{ wildcard = "logs/*.log.gz" }] } }
    }
    error_message = "The rule is ${aws_cloudwatch_event_rule.objects[0].event_pattern}"
  }

  assert {
    condition     = aws_cloudwatch_event_target.work[0].arn == "arn:aws:sqs:eu-central-1:123456789012:edge-work"
    error_message = "The target is ${aws_cloudwatch_event_target.work[0].arn}"
  }

  assert {
    condition = (
      jsondecode(aws_sqs_queue_policy.work.policy).Statement[0].Condition.ArnEquals["aws:SourceArn"]
      == "arn:aws:events:eu-central-1:123456789012:rule/connector-objects"
    )
    error_message = "Others may send: ${aws_sqs_queue_policy.work.policy}"
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_policy.work.policy).Statement[1].Sid == "DenyWithoutTls"
    error_message = "The queue can be reached without TLS."
  }
}

run "a_new_bucket_tells_the_queue_itself" {
  command = plan

  variables {
    create_bucket = true
  }

  assert {
    condition     = one(aws_s3_bucket_notification.objects[0].queue).events == toset(["s3:ObjectCreated:*"])
    error_message = "Other events are told."
  }

  assert {
    condition = (
      one(aws_s3_bucket_notification.objects[0].queue).filter_prefix == "logs/"
      && one(aws_s3_bucket_notification.objects[0].queue).filter_suffix == ".log.gz"
    )
    error_message = "Other objects are told."
  }

  assert {
    condition = (
      jsondecode(aws_sqs_queue_policy.work.policy).Statement[0].Principal.Service == "s3.amazonaws.com"
      && jsondecode(aws_sqs_queue_policy.work.policy).Statement[0].Condition.StringEquals["aws:SourceAccount"]
      == "123456789012"
    )
    error_message = "Others may send: ${aws_sqs_queue_policy.work.policy}"
  }

  assert {
    condition = (
      jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement[0].Resource == "arn:aws:s3:::edge-logs/logs/*"
    )
    error_message = "Logpush may write ${aws_s3_bucket_policy.logs[0].policy}"
  }

  assert {
    condition = (
      jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement[0].Principal
      == { AWS = "arn:aws:iam::391854517948:user/cloudflare-logpush" }
    )
    error_message = "Others may write ${aws_s3_bucket_policy.logs[0].policy}"
  }

  assert {
    condition     = length(aws_cloudwatch_event_rule.objects) == 0
    error_message = "EventBridge tells too."
  }
}

run "a_new_bucket_may_tell_through_eventbridge" {
  command = plan

  variables {
    create_bucket = true
    notification  = "eventbridge"
    allow_logpush = false
  }

  assert {
    condition = (
      aws_s3_bucket_notification.objects[0].eventbridge
      && length(aws_s3_bucket_notification.objects[0].queue) == 0
    )
    error_message = "EventBridge is not switched on."
  }

  assert {
    condition = (
      [for statement in jsondecode(aws_s3_bucket_policy.logs[0].policy).Statement : statement.Sid]
      == ["DenyWithoutTls"]
    )
    error_message = "Logpush may write."
  }
}

run "a_topic_tells" {
  command = plan

  variables {
    notification  = "sns"
    sns_topic_arn = "arn:aws:sns:eu-central-1:123456789012:logs"
  }

  assert {
    condition     = aws_sns_topic_subscription.work[0].endpoint == "arn:aws:sqs:eu-central-1:123456789012:edge-work"
    error_message = "The topic tells another queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue_policy.work.policy).Statement[0].Principal.Service == "sns.amazonaws.com"
    error_message = "Others may send: ${aws_sqs_queue_policy.work.policy}"
  }
}

run "somebody_else_tells" {
  command = plan

  variables {
    notification = "none"
  }

  assert {
    condition = (
      [for statement in jsondecode(aws_sqs_queue_policy.work.policy).Statement : statement.Sid]
      == ["DenyWithoutTls"]
    )
    error_message = "Somebody may send: ${aws_sqs_queue_policy.work.policy}"
  }
}
