locals {
  queue_scope = "${azurerm_storage_account.host.id}/queueServices/default/queues"
  logs_scope  = var.pull != null ? null : "${local.log_account_id}/blobServices/default/containers"
  host_blobs  = "${azurerm_storage_account.host.id}/blobServices/default/containers"

  # One role for each need, on as little as the need wants. Owner of blobs and contributor of tables are what the
  # function host asks for on its own account: https://learn.microsoft.com/azure/azure-functions/functions-reference
  roles = merge(
    {
      host-locks    = { role = "Storage Blob Data Owner", scope = azurerm_storage_account.host.id }
      host-events   = { role = "Storage Table Data Contributor", scope = azurerm_storage_account.host.id }
      notifications = { role = "Storage Queue Data Contributor", scope = "${local.queue_scope}/${local.queue_name}" }
      poison = {
        role  = "Storage Queue Data Contributor"
        scope = "${local.queue_scope}/${local.queue_name}-poison"
      }
    },
    var.pull != null ? {} : {
      batches      = { role = "Storage Blob Data Reader", scope = "${local.logs_scope}/${var.log_container}" }
      dead-letters = { role = "Storage Blob Data Contributor", scope = "${local.logs_scope}/${var.name}-dead-letters" }
    },
    {
      for name in azurerm_storage_container.receipts[*].name : "receipts" => {
        role  = "Storage Blob Data Contributor"
        scope = "${local.logs_scope}/${name}"
      }
    },
    {
      for name, place in local.secrets : "secret-${name}" => {
        role  = "Key Vault Secrets User"
        scope = "${var.key_vault_id}/secrets/${regex("/secrets/([A-Za-z0-9-]+)", place)[0]}"
      }
    }
  )

  topic_roles = var.pull != null ? {} : {
    notify      = { role = "Storage Queue Data Message Sender", scope = "${local.queue_scope}/${local.queue_name}" }
    undelivered = { role = "Storage Blob Data Contributor", scope = "${local.host_blobs}/undelivered-events" }
  }
}

resource "azurerm_role_assignment" "connector" {
  for_each = local.roles

  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = azurerm_user_assigned_identity.connector.principal_id
  principal_type       = "ServicePrincipal"

  depends_on = [
    azurerm_storage_queue.work, azurerm_storage_queue.poison, azurerm_storage_container.logs,
    azurerm_storage_container.dead_letters, azurerm_storage_container.receipts,
  ]
}

resource "azurerm_role_assignment" "topic" {
  for_each = local.topic_roles

  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = local.topic.principal_id
  principal_type       = "ServicePrincipal"

  depends_on = [azurerm_storage_queue.work, azurerm_storage_container.undelivered_events]
}
