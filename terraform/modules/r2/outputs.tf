output "pull" {
  description = "For `pull` of a cloud's module: the queue to ask, and what the connector must be told for it."
  value = {
    queue        = "cfq://${var.account_id}/${cloudflare_queue.work.queue_id}"
    dead_letters = "r2://${var.account_id}/${var.bucket}/dead-letters/"
    receipts     = "r2://${var.account_id}/${var.bucket}/receipts/"
    environment = merge(local.secrets, {
      CONNECTOR_R2_ENDPOINT = "https://${local.host}"
      CONNECTOR_TRIES       = tostring(var.max_retries + 1) # the first delivery is no retry
    })
    secrets = local.secrets
  }
}

output "dead_queue_id" {
  description = "The queue of notifications that were tried too often."
  value       = cloudflare_queue.dead.queue_id
}
