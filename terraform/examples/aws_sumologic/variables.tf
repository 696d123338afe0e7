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
  description = "The package: `sumologic-connector-linux-x64.zip`."
  type        = string
  nullable    = false
}

variable "secret_parameter" {
  description = "Name of the SecureString that holds the HTTP source's address: `/connectors/sumologic`."
  type        = string
  nullable    = false
}

variable "source_category" {
  description = "Source category of the logs; `{dataset}` in it is the dataset's name."
  type        = string
  nullable    = false
}

variable "alarm_topic_arns" {
  description = "SNS topics that alarms go to."
  type        = list(string)
  default     = []
  nullable    = false
}
