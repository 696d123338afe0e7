variable "subscription_id" {
  description = "Id of the subscription."
  type        = string
  nullable    = false
}

variable "name" {
  description = "Name of the connector and of its resource group."
  type        = string
  nullable    = false
}

variable "location" {
  description = "Region of Azure."
  type        = string
  nullable    = false
}

variable "package_file" {
  description = "The package: `splunk-connector-linux-x64.zip`."
  type        = string
  nullable    = false
}

variable "log_account" {
  description = "Name of the storage account that is made for the logs."
  type        = string
  nullable    = false
}

variable "key_vault_id" {
  description = "Id of the key vault."
  type        = string
  nullable    = false
}

variable "secret_url" {
  description = "URL of the secret in it: the collector's token."
  type        = string
  nullable    = false
}

variable "hec_url" {
  description = "Base URL of the HTTP Event Collector."
  type        = string
  nullable    = false
}

variable "action_group_ids" {
  description = "Action groups that alerts go to."
  type        = list(string)
  default     = []
  nullable    = false
}
