# For a queue that nobody but its reader asks: the function is started once a minute and empties it.

resource "aws_scheduler_schedule" "pull" {
  count = var.pull == null ? 0 : 1

  name                = "${var.name}-pull"
  schedule_expression = "rate(1 minute)"
  kms_key_arn         = var.kms_key_arn

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_function.connector.arn
    role_arn = aws_iam_role.scheduler[0].arn
    input    = jsonencode({ connector = "tick" })

    retry_policy {
      maximum_retry_attempts = 0 # the next minute comes by itself
    }
  }
}

resource "aws_iam_role" "scheduler" {
  count = var.pull == null ? 0 : 1

  name                 = "${var.name}-scheduler"
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "SchedulerRunsAs"
      Effect    = "Allow"
      Principal = { Service = "scheduler.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_iam_role_policy" "scheduler" {
  count = var.pull == null ? 0 : 1

  name = "StartFunction"
  role = aws_iam_role.scheduler[0].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "StartFunction"
      Effect   = "Allow"
      Action   = "lambda:InvokeFunction"
      Resource = aws_lambda_function.connector.arn
    }]
  })
}
