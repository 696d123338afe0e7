output "function_name" {
  description = "Name of the function."
  value       = aws_lambda_function.connector.function_name
}

output "function_role_arn" {
  description = "The function's role: for the policies of keys and of buckets in other accounts."
  value       = aws_iam_role.connector.arn
}

output "work_queue_arn" {
  description = "The queue of notifications: send here what `notification = \"none\"` leaves to you, and backfills."
  value       = aws_sqs_queue.work.arn
}

output "work_queue_url" {
  description = "The same queue as a URL."
  value       = aws_sqs_queue.work.url
}

output "dead_queue_arn" {
  description = "The queue of notifications that were tried too often."
  value       = aws_sqs_queue.dead.arn
}

output "dead_letters" {
  description = "Where the dead letters are: `replay` takes it."
  value       = local.environment.CONNECTOR_DEAD_LETTERS
}

output "log_group_name" {
  description = "The function's log group."
  value       = aws_cloudwatch_log_group.connector.name
}

output "logpush_statement" {
  description = "For the policy of an existing bucket: the statement that lets Cloudflare Logpush write."
  value       = jsonencode(local.logpush_statement)
}

output "environment" {
  description = "The function's environment."
  value       = local.environment
}
