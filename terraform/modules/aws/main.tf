# bucket -> notification -> work queue -> function -> destination
#                                ^           |-> continuation queue -> the same function: the rest of a large object
#              dead-letter queue <- tries    |-> dead letters in the bucket: records that the destination refused

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.region

  dead_letter_bucket     = var.dead_letter_bucket != null ? var.dead_letter_bucket : var.bucket
  bucket_arn             = var.bucket == null ? null : "arn:${local.partition}:s3:::${var.bucket}"
  dead_letter_bucket_arn = var.bucket == null ? null : "arn:${local.partition}:s3:::${local.dead_letter_bucket}"

  # AWS: https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html; the log is JSON already.
  runtime = {
    native = {
      name        = "provided.al2023"
      handler     = "bootstrap"
      environment = { CONNECTOR_HOST = "lambda" }
    }
    managed = {
      name    = "dotnet10"
      handler = "Connectors.Managed.Aws::Connectors.Managed.Aws.Function::HandleAsync"
      environment = {
        CONNECTOR_DESTINATION         = var.settings.destination
        AWS_LAMBDA_HANDLER_LOG_FORMAT = "Unformatted"
      }
    }
  }[var.runtime]

  secrets = merge(var.settings.secrets, try(var.pull.secrets, {}))
  environment = tomap(merge(
    var.settings.environment,
    try(var.pull.environment, {}),
    local.runtime.environment,
    { CONNECTOR_CONTINUATION_QUEUE = aws_sqs_queue.continuation.url },
    var.pull != null ? {
      CONNECTOR_QUEUE        = var.pull.queue
      CONNECTOR_DEAD_LETTERS = var.pull.dead_letters
      } : {
      CONNECTOR_DEAD_LETTERS = "s3://${local.dead_letter_bucket}/${var.dead_letter_prefix}"
      CONNECTOR_TRIES        = tostring(var.max_receive_count)
    },
    var.metrics_namespace != null ? { CONNECTOR_METRICS_NAMESPACE = var.metrics_namespace } : {},
    var.receipts ? { CONNECTOR_RECEIPTS = try(var.pull.receipts, "s3://${local.dead_letter_bucket}/receipts/") } : {},
  ))
}

resource "aws_lambda_function" "connector" {
  function_name     = var.name
  description       = "Delivers log batches to ${var.settings.destination}."
  role              = aws_iam_role.connector.arn
  runtime           = local.runtime.name
  handler           = local.runtime.handler
  architectures     = [var.architecture]
  memory_size       = var.memory_mb
  timeout           = var.timeout_seconds
  filename          = var.package_file
  source_code_hash  = try(filebase64sha256(var.package_file), null)
  s3_bucket         = try(var.package_object.bucket, null)
  s3_key            = try(var.package_object.key, null)
  s3_object_version = try(var.package_object.version, null)
  kms_key_arn       = var.kms_key_arn
  tags              = var.tags

  environment {
    variables = local.environment
  }

  logging_config {
    log_group             = aws_cloudwatch_log_group.connector.name
    log_format            = "JSON"
    application_log_level = "INFO"
    system_log_level      = "WARN"
  }

  dynamic "vpc_config" {
    for_each = var.vpc[*]

    content {
      subnet_ids         = vpc_config.value.subnet_ids
      security_group_ids = [aws_security_group.connector[0].id]
    }
  }

  lifecycle {
    precondition {
      # AWS: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
      condition     = length(join("", flatten([for name, value in local.environment : [name, value]]))) < 4096
      error_message = "The settings are longer than the 4 KB that Lambda allows: put the rules into fewer words."
    }
  }

  depends_on = [aws_iam_role_policy.connector]
}

# A run that continues another one looks like a loop to Lambda, which would stop it after 16 rounds. It ends by itself:
# each continuation begins behind the line at which the one before it ended.
resource "aws_lambda_function_recursion_config" "connector" {
  function_name  = aws_lambda_function.connector.function_name
  recursive_loop = "Allow"
}

resource "aws_lambda_event_source_mapping" "queue" {
  for_each = { work = aws_sqs_queue.work.arn, continuation = aws_sqs_queue.continuation.arn }

  event_source_arn        = each.value
  function_name           = aws_lambda_function.connector.arn
  batch_size              = each.key == "work" ? var.batch_size : 1
  function_response_types = ["ReportBatchItemFailures"]
  tags                    = var.tags

  # Not the function's reserved concurrency: that would throttle, and each throttle counts as a try.
  scaling_config {
    maximum_concurrency = var.maximum_concurrency
  }
}
