locals {
  # An existing bucket has one notification configuration, which aws_s3_bucket_notification overwrites with all that
  # others wrote there: so EventBridge for it, which must be switched on for the bucket.
  notification = coalesce(
    var.notification, var.pull != null ? "none" : var.create_bucket ? "s3" : "eventbridge"
  )
}

resource "aws_s3_bucket_notification" "objects" {
  count = local.notification == "s3" || (var.create_bucket && local.notification == "eventbridge") ? 1 : 0

  bucket      = var.create_bucket ? aws_s3_bucket.logs[0].id : var.bucket
  eventbridge = local.notification == "eventbridge"

  dynamic "queue" {
    for_each = local.notification == "s3" ? [aws_sqs_queue.work.arn] : []

    content {
      id            = var.name
      queue_arn     = queue.value
      events        = ["s3:ObjectCreated:*"]
      filter_prefix = var.key_prefix
      filter_suffix = var.key_suffix
    }
  }

  depends_on = [aws_sqs_queue_policy.work]
}

resource "aws_cloudwatch_event_rule" "objects" {
  count = local.notification == "eventbridge" ? 1 : 0

  name        = "${var.name}-objects"
  description = "Objects that were made in ${var.bucket}."
  tags        = var.tags

  event_pattern = jsonencode({
    source      = ["aws.s3"]
    detail-type = ["Object Created"]
    detail = {
      bucket = { name = [var.bucket] }
      object = { key = [{ wildcard = "${var.key_prefix}*${var.key_suffix}" }] }
    }
  })
}

resource "aws_cloudwatch_event_target" "work" {
  count = local.notification == "eventbridge" ? 1 : 0

  rule      = aws_cloudwatch_event_rule.objects[0].name
  target_id = "work"
  arn       = aws_sqs_queue.work.arn

  depends_on = [aws_sqs_queue_policy.work]
}

resource "aws_sns_topic_subscription" "work" {
  count = local.notification == "sns" ? 1 : 0

  topic_arn = var.sns_topic_arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.work.arn

  depends_on = [aws_sqs_queue_policy.work]
}
