mock_data "aws_caller_identity" {
  defaults = { account_id = "123456789012" }
}

mock_data "aws_partition" {
  defaults = { partition = "aws" }
}

mock_data "aws_region" {
  defaults = { region = "eu-central-1" }
}

mock_resource "aws_sqs_queue" {
  defaults = {
    arn = "arn:aws:sqs:eu-central-1:123456789012:queue"
    url = "https://sqs.eu-central-1.amazonaws.com/123456789012/queue"
  }
}

mock_resource "aws_iam_role" {
  defaults = { arn = "arn:aws:iam::123456789012:role/connector-function" }
}

mock_resource "aws_lambda_function" {
  defaults = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:connector" }
}

mock_resource "aws_cloudwatch_log_group" {
  defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/connector" }
}

mock_resource "aws_cloudwatch_event_rule" {
  defaults = { arn = "arn:aws:events:eu-central-1:123456789012:rule/connector-objects" }
}

override_resource {
  target = aws_sqs_queue.work
  values = {
    arn = "arn:aws:sqs:eu-central-1:123456789012:edge-work"
    url = "https://sqs.eu-central-1.amazonaws.com/123456789012/edge-work"
  }
}

override_resource {
  target = aws_sqs_queue.continuation
  values = {
    arn = "arn:aws:sqs:eu-central-1:123456789012:edge-continuation"
    url = "https://sqs.eu-central-1.amazonaws.com/123456789012/edge-continuation"
  }
}

override_resource {
  target = aws_sqs_queue.dead
  values = {
    arn = "arn:aws:sqs:eu-central-1:123456789012:edge-dead"
    url = "https://sqs.eu-central-1.amazonaws.com/123456789012/edge-dead"
  }
}
