mock_provider "azurerm" {
  source          = "./tests/mocks"
  override_during = plan
}

run "the_environment" {
  command = plan

  assert {
    condition = output.environment == tomap({
      AZURE_CLIENT_ID              = "11111111-1111-1111-1111-111111111111"
      CONNECTOR_CONTINUATION_QUEUE = "azq://edgehost/work"
      CONNECTOR_DEAD_LETTERS       = "az://edgelogs/edge-dead-letters/"
      CONNECTOR_HOST               = "azure"
      CONNECTOR_TIME_LIMIT         = "540"
      CONNECTOR_TRIES              = "8"
      DD_API_KEY                   = "keyvault:https://edge.vault.azure.net/secrets/hec-token"
    })
    error_message = "It is ${jsonencode(output.environment)}"
  }

  assert {
    condition = (
      alltrue([
        for name, value in output.environment : azurerm_function_app_flex_consumption.connector.app_settings[name]
      == value])
    )
    error_message = "The app has other settings."
  }

  assert {
    condition = (
      azurerm_function_app_flex_consumption.connector.app_settings.LOG_QUEUE == "work"
      && azurerm_function_app_flex_consumption.connector.app_settings.LogQueue__queueServiceUri
      == "https://edgehost.queue.core.windows.net"
    )
    error_message = "The trigger is another queue."
  }

  assert {
    condition     = azurerm_function_app_flex_consumption.connector.app_settings["AzureWebJobs.Pull.Disabled"] == "true"
    error_message = "The timer calls a connector that has no queue to ask."
  }

  assert {
    condition = (
      azurerm_function_app_flex_consumption.connector.app_settings.AzureWebJobsStorage__accountName == "edgehost"
      && azurerm_function_app_flex_consumption.connector.app_settings.AzureWebJobsStorage__credential
      == "managedidentity"
    )
    error_message = "The host uses other storage."
  }

  assert {
    condition = (
      azurerm_function_app_flex_consumption.connector.runtime_name == "custom"
      && azurerm_service_plan.connector.sku_name == "FC1"
    )
    error_message = "It runs elsewhere."
  }

  assert {
    condition     = !azurerm_storage_account.host.shared_access_key_enabled
    error_message = "The host account has keys."
  }
}

run "a_managed_function" {
  command = plan

  variables {
    runtime = "managed"
  }

  assert {
    condition = (
      azurerm_function_app_flex_consumption.connector.runtime_name == "dotnet-isolated"
      && azurerm_function_app_flex_consumption.connector.runtime_version == "10.0"
    )
    error_message = "It runs elsewhere."
  }

  assert {
    condition = (
      output.environment.CONNECTOR_DESTINATION == "datadog" && !contains(keys(output.environment), "CONNECTOR_HOST")
    )
    error_message = "It is ${jsonencode(output.environment)}"
  }
}

run "a_private_function" {
  command = plan

  variables {
    network = {
      subnet_id                  = "subnet-1"
      private_endpoint_subnet_id = "subnet-2"
      private_dns_zone_ids       = { blob = "b", queue = "q", table = "t" }
    }
  }

  assert {
    condition     = keys(azurerm_private_endpoint.host) == ["blob", "queue", "table"]
    error_message = "There are other endpoints."
  }

  assert {
    condition = (
      azurerm_function_app_flex_consumption.connector.virtual_network_subnet_id == "subnet-1"
      && !azurerm_function_app_flex_consumption.connector.public_network_access_enabled
    )
    error_message = "It is public."
  }

  assert {
    condition     = azurerm_storage_account.host.network_rules[0].default_action == "Deny"
    error_message = "The host account is public."
  }
}
