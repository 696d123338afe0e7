mock_resource "azurerm_storage_account" {
  defaults = {
    id = "/subscriptions/0/resourceGroups/edge/providers/Microsoft.Storage/storageAccounts/account"
  }
}

mock_resource "azurerm_user_assigned_identity" {
  defaults = {
    client_id    = "11111111-1111-1111-1111-111111111111"
    principal_id = "22222222-2222-2222-2222-222222222222"
  }
}

mock_resource "azurerm_eventgrid_system_topic" {
  defaults = {
    identity = { principal_id = "33333333-3333-3333-3333-333333333333" }
  }
}

override_resource {
  target = azurerm_storage_account.host
  values = {
    id = "/storageAccounts/edgehost"
  }
}

override_resource {
  target = azurerm_storage_account.logs
  values = {
    id = "/storageAccounts/edgelogs"
  }
}

mock_resource "azurerm_log_analytics_workspace" {
  defaults = {
    id = "/workspaces/Edge"
  }
}
