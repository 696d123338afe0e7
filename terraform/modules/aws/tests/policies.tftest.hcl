mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

run "a_policy_for_each_need_and_no_other" {
  command = plan

  assert {
    condition = (
      keys(aws_iam_role_policy.connector)
      == ["PutContinuations", "ReadBatches", "ReadParameters", "TakeNotifications", "WriteDeadLetters", "WriteLogs"]
    )
    error_message = "They are ${join(", ", keys(aws_iam_role_policy.connector))}."
  }

  assert {
    condition = (
      alltrue([for need, policy in aws_iam_role_policy.connector : jsondecode(policy.policy).Statement[0].Sid
      == need])
    )
    error_message = "A sid is not the need."
  }

  assert {
    condition = (
      jsondecode(aws_iam_role_policy.connector["WriteLogs"].policy).Statement[0].Action
      == ["logs:CreateLogStream", "logs:PutLogEvents"]
      && jsondecode(aws_iam_role_policy.connector["WriteLogs"].policy).Statement[0].Resource
      == ["arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/connector:*"]
    )
    error_message = "WriteLogs: ${aws_iam_role_policy.connector["WriteLogs"].policy}"
  }

  assert {
    condition = (
      jsondecode(aws_iam_role_policy.connector["TakeNotifications"].policy).Statement[0].Action
      == ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
      && jsondecode(aws_iam_role_policy.connector["TakeNotifications"].policy).Statement[0].Resource
      == ["arn:aws:sqs:eu-central-1:123456789012:edge-work",
      "arn:aws:sqs:eu-central-1:123456789012:edge-continuation"]
    )
    error_message = "TakeNotifications: ${aws_iam_role_policy.connector["TakeNotifications"].policy}"
  }

  assert {
    condition = (
      jsondecode(aws_iam_role_policy.connector["PutContinuations"].policy).Statement[0].Action
      == ["sqs:SendMessage"]
      && jsondecode(aws_iam_role_policy.connector["PutContinuations"].policy).Statement[0].Resource
      == ["arn:aws:sqs:eu-central-1:123456789012:edge-continuation"]
    )
    error_message = "PutContinuations: ${aws_iam_role_policy.connector["PutContinuations"].policy}"
  }

  assert {
    condition = (
      jsondecode(aws_iam_role_policy.connector["ReadBatches"].policy).Statement[0].Action == ["s3:GetObject"]
      && jsondecode(aws_iam_role_policy.connector["ReadBatches"].policy).Statement[0].Resource
      == ["arn:aws:s3:::edge-logs/logs/*"]
    )
    error_message = "ReadBatches: ${aws_iam_role_policy.connector["ReadBatches"].policy}"
  }

  assert {
    condition = (
      jsondecode(aws_iam_role_policy.connector["WriteDeadLetters"].policy).Statement[0].Action == ["s3:PutObject"]
      && jsondecode(aws_iam_role_policy.connector["WriteDeadLetters"].policy).Statement[0].Resource
      == ["arn:aws:s3:::edge-logs/dead-letters/*"]
    )
    error_message = "WriteDeadLetters: ${aws_iam_role_policy.connector["WriteDeadLetters"].policy}"
  }

  assert {
    condition = (
      jsondecode(aws_iam_role_policy.connector["ReadParameters"].policy).Statement[0].Action
      == ["ssm:GetParameter"]
      && jsondecode(aws_iam_role_policy.connector["ReadParameters"].policy).Statement[0].Resource
      == ["arn:aws:ssm:eu-central-1:123456789012:parameter/edge/hec-token"]
    )
    error_message = "ReadParameters: ${aws_iam_role_policy.connector["ReadParameters"].policy}"
  }
}

run "a_secret_of_secrets_manager_is_read_through_systems_manager" {
  command = plan

  variables {
    settings = {
      destination = "datadog"
      environment = { DD_API_KEY = "secretsmanager:edge/hec-token" }
      secrets     = { DD_API_KEY = "secretsmanager:edge/hec-token" }
    }
  }

  assert {
    condition = (
      jsondecode(aws_iam_role_policy.connector["ReadParameters"].policy).Statement[0].Action
      == ["ssm:GetParameter"]
      && jsondecode(aws_iam_role_policy.connector["ReadParameters"].policy).Statement[0].Resource
      == ["arn:aws:ssm:eu-central-1:123456789012:parameter/aws/reference/secretsmanager/edge/hec-token"]
    )
    error_message = "ReadParameters: ${aws_iam_role_policy.connector["ReadParameters"].policy}"
  }

  assert {
    condition = (
      jsondecode(aws_iam_role_policy.connector["ReadSecrets"].policy).Statement[0].Action
      == ["secretsmanager:GetSecretValue"]
      && jsondecode(aws_iam_role_policy.connector["ReadSecrets"].policy).Statement[0].Resource
      == ["arn:aws:secretsmanager:eu-central-1:123456789012:secret:edge/hec-token-??????"]
    )
    error_message = "ReadSecrets: ${aws_iam_role_policy.connector["ReadSecrets"].policy}"
  }
}

run "keys_and_a_vpc_need_policies_of_their_own" {
  command = plan

  variables {
    kms_key_arn      = "arn:aws:kms:eu-central-1:123456789012:key/0"
    decrypt_key_arns = ["arn:aws:kms:eu-central-1:123456789012:key/1"]
    vpc              = { vpc_id = "vpc-1", subnet_ids = ["subnet-1"] }
  }

  assert {
    condition = (
      jsondecode(aws_iam_role_policy.connector["UseKeys"].policy).Statement[0].Action
      == ["kms:Decrypt", "kms:GenerateDataKey"]
      && jsondecode(aws_iam_role_policy.connector["UseKeys"].policy).Statement[0].Resource
      == ["arn:aws:kms:eu-central-1:123456789012:key/0", "arn:aws:kms:eu-central-1:123456789012:key/1"]
    )
    error_message = "UseKeys: ${aws_iam_role_policy.connector["UseKeys"].policy}"
  }

  assert {
    condition     = contains(keys(aws_iam_role_policy.connector), "AttachToVpc")
    error_message = "The function cannot be attached."
  }
}

run "receipts_may_be_written_only_when_they_are_wanted" {
  command = plan

  variables {
    receipts = true
  }

  assert {
    condition = (
      jsondecode(aws_iam_role_policy.connector["WriteReceipts"].policy).Statement[0].Action == ["s3:PutObject"]
      && jsondecode(aws_iam_role_policy.connector["WriteReceipts"].policy).Statement[0].Resource
      == ["arn:aws:s3:::edge-logs/receipts/*"]
    )
    error_message = "WriteReceipts: ${aws_iam_role_policy.connector["WriteReceipts"].policy}"
  }

  assert {
    condition     = output.environment.CONNECTOR_RECEIPTS == "s3://edge-logs/receipts/"
    error_message = "The environment is ${jsonencode(output.environment)}"
  }
}
