resource "aws_iam_role" "connector" {
  name                 = "${var.name}-function"
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "LambdaRunsAs"
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

locals {
  parameter_arn = "arn:${local.partition}:ssm:${local.region}:${local.account}:parameter"

  # ssm:/name is a parameter. secretsmanager:id is read through Systems Manager, which hands the secret through; an id
  # that is no ARN lacks the six characters that Secrets Manager puts behind a secret's name.
  parameters = [for place in values(local.secrets) : trimprefix(place, "ssm:") if startswith(place, "ssm:")]
  secret_ids = [
    for place in values(local.secrets) : trimprefix(place, "secretsmanager:")
    if startswith(place, "secretsmanager:")
  ]
  secret_arns = [
    for id in local.secret_ids : startswith(id, "arn:") ? id
    : "arn:${local.partition}:secretsmanager:${local.region}:${local.account}:secret:${id}-??????"
  ]
  decrypt_keys = distinct(concat(var.kms_key_arn[*], var.decrypt_key_arns))

  # One policy for each need; a policy without resources is not made.
  needs = {
    WriteLogs = {
      actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      resources = ["${aws_cloudwatch_log_group.connector.arn}:*"]
    }
    TakeNotifications = {
      actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
      resources = [aws_sqs_queue.work.arn, aws_sqs_queue.continuation.arn]
    }
    PutContinuations = {
      actions   = ["sqs:SendMessage"]
      resources = [aws_sqs_queue.continuation.arn]
    }
    ReadBatches = {
      actions   = ["s3:GetObject"]
      resources = [for arn in local.bucket_arn[*] : "${arn}/${var.key_prefix}*"]
    }
    WriteDeadLetters = {
      actions   = ["s3:PutObject"]
      resources = [for arn in local.dead_letter_bucket_arn[*] : "${arn}/${var.dead_letter_prefix}*"]
    }
    WriteReceipts = {
      actions   = ["s3:PutObject"]
      resources = [for arn in local.dead_letter_bucket_arn[*] : "${arn}/receipts/*"]
    }
    ReadParameters = {
      actions = ["ssm:GetParameter"]
      resources = concat(
        [for name in local.parameters : "${local.parameter_arn}${name}"],
        [for id in local.secret_ids : "${local.parameter_arn}/aws/reference/secretsmanager/${id}"]
      )
    }
    ReadSecrets = {
      actions   = ["secretsmanager:GetSecretValue"]
      resources = local.secret_arns
    }
    UseKeys = {
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = local.decrypt_keys
    }
    # The function's network interfaces have no names before they are made: AWS wants all resources here.
    # https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
    AttachToVpc = {
      actions = [
        "ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets",
        "ec2:DeleteNetworkInterface", "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses",
      ]
      resources = [for vpc in var.vpc[*] : "*"]
    }
  }

  needed = {
    for need, at in {
      WriteLogs         = true
      TakeNotifications = true
      PutContinuations  = true
      ReadBatches       = var.pull == null
      WriteDeadLetters  = var.pull == null
      WriteReceipts     = var.receipts && var.pull == null
      ReadParameters    = length(local.secrets) > 0
      ReadSecrets       = length(local.secret_ids) > 0
      UseKeys           = var.kms_key_arn != null || length(var.decrypt_key_arns) > 0
      AttachToVpc       = var.vpc != null
    } : need => local.needs[need] if at
  }
}

resource "aws_iam_role_policy" "connector" {
  for_each = local.needed

  name = each.key
  role = aws_iam_role.connector.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = each.key
      Effect   = "Allow"
      Action   = each.value.actions
      Resource = each.value.resources
    }]
  })
}
