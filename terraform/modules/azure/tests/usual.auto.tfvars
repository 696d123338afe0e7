# What the tests of this module take unless they say otherwise.
name = "edge"
settings = {
  destination = "datadog"
  environment = { DD_API_KEY = "keyvault:https://edge.vault.azure.net/secrets/hec-token" }
  secrets     = { DD_API_KEY = "keyvault:https://edge.vault.azure.net/secrets/hec-token" }
}
package_file        = "datadog-connector-linux-x64.zip"
resource_group_name = "edge"
location            = "westeurope"
log_account         = "edgelogs"
key_vault_id        = "/vaults/edge"
