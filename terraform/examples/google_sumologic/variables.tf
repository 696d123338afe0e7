variable "project" {
  description = "Id of the project."
  type        = string
  nullable    = false
}

variable "location" {
  description = "Region of Google Cloud."
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

variable "secret" {
  description = "Name of the secret that holds the HTTP source's address."
  type        = string
  nullable    = false
}

variable "source_category" {
  description = "Source category of the logs; `{dataset}` in it is the dataset's name."
  type        = string
  nullable    = false
}

variable "alert_channels" {
  description = "Notification channels that alerts go to."
  type        = list(string)
  default     = []
  nullable    = false
}
