variable "region" {
  description = "Region of AWS."
  type        = string
  nullable    = false
}

variable "bucket" {
  description = "Name of the bucket that is made for the logs."
  type        = string
  nullable    = false
}

variable "package_file" {
  description = "The package: `datadog-connector-linux-x64.zip`."
  type        = string
  nullable    = false
}

variable "secret_parameter" {
  description = "Name of the SecureString that holds the API key: `/connectors/datadog`."
  type        = string
  nullable    = false
}

variable "site" {
  description = "The organisation's site."
  type        = string
  nullable    = false
}

variable "alarm_topic_arns" {
  description = "SNS topics that alarms go to."
  type        = list(string)
  default     = []
  nullable    = false
}
