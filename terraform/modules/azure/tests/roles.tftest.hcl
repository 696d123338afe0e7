mock_provider "azurerm" {
  source          = "./tests/mocks"
  override_during = plan
}

run "a_role_for_each_need_and_no_other" {
  command = plan

  assert {
    condition = (
      keys(azurerm_role_assignment.connector)
      == ["batches", "dead-letters", "host-events", "host-locks", "notifications", "poison", "secret-DD_API_KEY"]
    )
    error_message = "They are ${join(", ", keys(azurerm_role_assignment.connector))}."
  }

  assert {
    condition = (
      azurerm_role_assignment.connector["batches"].role_definition_name == "Storage Blob Data Reader"
      && azurerm_role_assignment.connector["batches"].scope
      == "/storageAccounts/edgelogs/blobServices/default/containers/logs"
    )
    error_message = "batches is another role or scope."
  }

  assert {
    condition = (
      azurerm_role_assignment.connector["dead-letters"].role_definition_name == "Storage Blob Data Contributor"
      && azurerm_role_assignment.connector["dead-letters"].scope
      == "/storageAccounts/edgelogs/blobServices/default/containers/edge-dead-letters"
    )
    error_message = "dead-letters is another role or scope."
  }

  assert {
    condition = (
      azurerm_role_assignment.connector["notifications"].role_definition_name == "Storage Queue Data Contributor"
      && azurerm_role_assignment.connector["notifications"].scope
      == "/storageAccounts/edgehost/queueServices/default/queues/work"
    )
    error_message = "notifications is another role or scope."
  }

  assert {
    condition = (
      azurerm_role_assignment.connector["poison"].role_definition_name == "Storage Queue Data Contributor"
      && azurerm_role_assignment.connector["poison"].scope
      == "/storageAccounts/edgehost/queueServices/default/queues/work-poison"
    )
    error_message = "poison is another role or scope."
  }

  assert {
    condition = (
      azurerm_role_assignment.connector["host-locks"].role_definition_name == "Storage Blob Data Owner"
      && azurerm_role_assignment.connector["host-locks"].scope == "/storageAccounts/edgehost"
    )
    error_message = "host-locks is another role or scope."
  }

  assert {
    condition = (
      azurerm_role_assignment.connector["secret-DD_API_KEY"].role_definition_name == "Key Vault Secrets User"
      && azurerm_role_assignment.connector["secret-DD_API_KEY"].scope == "/vaults/edge/secrets/hec-token"
    )
    error_message = "secret-DD_API_KEY is another role or scope."
  }

  assert {
    condition = (
      alltrue([for role in azurerm_role_assignment.connector : role.principal_id
      == "22222222-2222-2222-2222-222222222222"])
    )
    error_message = "Somebody else has a role."
  }

  assert {
    condition     = azurerm_role_assignment.topic["notify"].role_definition_name == "Storage Queue Data Message Sender"
    error_message = "The topic may do more than send."
  }
}

run "receipts_may_be_written_only_when_they_are_wanted" {
  command = plan

  variables {
    receipts = true
  }

  assert {
    condition = (
      azurerm_role_assignment.connector["receipts"].role_definition_name == "Storage Blob Data Contributor"
      && azurerm_role_assignment.connector["receipts"].scope
      == "/storageAccounts/edgelogs/blobServices/default/containers/edge-receipts"
    )
    error_message = "receipts is another role or scope."
  }

  assert {
    condition     = output.environment.CONNECTOR_RECEIPTS == "az://edgelogs/edge-receipts/"
    error_message = "The environment is ${jsonencode(output.environment)}"
  }
}
