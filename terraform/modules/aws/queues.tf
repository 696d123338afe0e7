locals {
  # AWS: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
  visibility_timeout_seconds = 6 * var.timeout_seconds
  retention_seconds          = 14 * 24 * 3600 # the most that SQS has
}

resource "aws_sqs_queue" "work" {
  name                       = "${var.name}-work"
  visibility_timeout_seconds = local.visibility_timeout_seconds
  message_retention_seconds  = local.retention_seconds
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = var.kms_key_arn == null ? true : null
  kms_master_key_id          = var.kms_key_arn
  tags                       = var.tags

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = var.max_receive_count
  })
}

resource "aws_sqs_queue" "continuation" {
  name                       = "${var.name}-continuation"
  visibility_timeout_seconds = local.visibility_timeout_seconds
  message_retention_seconds  = local.retention_seconds
  receive_wait_time_seconds  = 20
  sqs_managed_sse_enabled    = var.kms_key_arn == null ? true : null
  kms_master_key_id          = var.kms_key_arn
  tags                       = var.tags

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = var.max_receive_count
  })
}

# Notifications that were tried too often. Redrive them to the work queue when the cause is gone.
resource "aws_sqs_queue" "dead" {
  name                      = "${var.name}-dead"
  message_retention_seconds = local.retention_seconds
  sqs_managed_sse_enabled   = var.kms_key_arn == null ? true : null
  kms_master_key_id         = var.kms_key_arn
  tags                      = var.tags
}

resource "aws_sqs_queue_redrive_allow_policy" "dead" {
  queue_url = aws_sqs_queue.dead.url

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.work.arn, aws_sqs_queue.continuation.arn]
  })
}

locals {
  # Who may put notifications into the work queue.
  sender = {
    s3          = { principal = "s3.amazonaws.com", arn = local.bucket_arn }
    eventbridge = { principal = "events.amazonaws.com", arn = one(aws_cloudwatch_event_rule.objects[*].arn) }
    sns         = { principal = "sns.amazonaws.com", arn = var.sns_topic_arn }
    none        = null
  }[local.notification]

  send_statements = [
    for sender in local.sender[*] : {
      Sid       = "SendNotifications"
      Effect    = "Allow"
      Principal = { Service = sender.principal }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.work.arn
      Condition = merge(
        { ArnEquals = { "aws:SourceArn" = sender.arn } },
        local.notification == "s3" ? { StringEquals = { "aws:SourceAccount" = local.account } } : {}
      )
    }
  ]
}

resource "aws_sqs_queue_policy" "work" {
  queue_url = aws_sqs_queue.work.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(local.send_statements, [
      {
        Sid       = "DenyWithoutTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.work.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }
    ])
  })
}
