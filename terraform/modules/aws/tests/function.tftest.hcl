mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

run "the_environment" {
  command = plan

  assert {
    condition = aws_lambda_function.connector.environment[0].variables == tomap({
      CONNECTOR_CONTINUATION_QUEUE = "https://sqs.eu-central-1.amazonaws.com/123456789012/edge-continuation"
      CONNECTOR_DEAD_LETTERS       = "s3://edge-logs/dead-letters/"
      CONNECTOR_HOST               = "lambda"
      CONNECTOR_TRIES              = "10"
      SPLUNK_HEC_TOKEN             = "ssm:/edge/hec-token"
      SPLUNK_HEC_URL               = "https://splunk.example.com:8088"
    })
    error_message = "It is ${jsonencode(aws_lambda_function.connector.environment[0].variables)}"
  }

  assert {
    condition = (
      aws_lambda_function.connector.logging_config[0].log_format == "JSON"
      && aws_lambda_function.connector.logging_config[0].log_group == "/aws/lambda/edge"
    )
    error_message = "The function logs elsewhere."
  }

  assert {
    condition     = aws_cloudwatch_log_group.connector.retention_in_days == 30
    error_message = "Logs are kept for ${aws_cloudwatch_log_group.connector.retention_in_days} days."
  }

  assert {
    condition = (
      aws_lambda_function.connector.architectures == tolist(["x86_64"])
      && aws_lambda_function.connector.runtime == "provided.al2023"
    )
    error_message = "It runs elsewhere."
  }

  assert {
    condition     = length(aws_lambda_function.connector.vpc_config) == 0 && length(aws_security_group.connector) == 0
    error_message = "It is in a VPC."
  }
}

run "a_managed_function" {
  command = plan

  variables {
    runtime = "managed"
  }

  assert {
    condition = (
      aws_lambda_function.connector.runtime == "dotnet10"
      && aws_lambda_function.connector.handler
      == "Connectors.Managed.Aws::Connectors.Managed.Aws.Function::HandleAsync"
    )
    error_message = "It runs elsewhere."
  }

  assert {
    condition = (
      aws_lambda_function.connector.environment[0].variables.CONNECTOR_DESTINATION == "splunk"
      && aws_lambda_function.connector.environment[0].variables.AWS_LAMBDA_HANDLER_LOG_FORMAT == "Unformatted"
      && !contains(keys(aws_lambda_function.connector.environment[0].variables), "CONNECTOR_HOST")
    )
    error_message = "It is ${jsonencode(aws_lambda_function.connector.environment[0].variables)}"
  }
}

run "a_function_in_a_vpc" {
  command = plan

  variables {
    vpc = {
      vpc_id           = "vpc-1"
      subnet_ids       = ["subnet-1", "subnet-2"]
      route_table_ids  = ["rtb-1"]
      create_endpoints = true
    }
  }

  assert {
    condition     = aws_lambda_function.connector.vpc_config[0].subnet_ids == toset(["subnet-1", "subnet-2"])
    error_message = "It is in other subnets."
  }

  assert {
    condition     = [for rule in aws_vpc_security_group_egress_rule.destination : rule.to_port] == [8088]
    error_message = "The way to the destination is missing."
  }

  assert {
    condition = (
      sort([for endpoint in aws_vpc_endpoint.aws : endpoint.service_name])
      == tolist([for name in ["logs", "secretsmanager", "sqs", "ssm"] : "com.amazonaws.eu-central-1.${name}"])
    )
    error_message = "The endpoints are others."
  }

  assert {
    condition = (
      aws_vpc_endpoint.s3[0].vpc_endpoint_type == "Gateway"
      && aws_vpc_endpoint.s3[0].route_table_ids == toset(["rtb-1"])
    )
    error_message = "S3 is reached otherwise."
  }
}

run "rules_that_are_too_long_are_refused" {
  command         = plan
  expect_failures = [aws_lambda_function.connector]

  variables {
    settings = { destination = "splunk", environment = { CONNECTOR_RULES = format("%4096s", "r") }, secrets = {} }
  }
}
