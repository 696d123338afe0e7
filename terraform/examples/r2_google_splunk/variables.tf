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

variable "account_id" {
  description = "The account of Cloudflare."
  type        = string
  nullable    = false
}

variable "zone_id" {
  description = "The zone whose logs are pushed."
  type        = string
  nullable    = false
}

variable "bucket" {
  description = "Name of the bucket of R2 that is made for the logs."
  type        = string
  nullable    = false
}

variable "package_file" {
  description = "The package: `splunk-connector-linux-x64.zip`."
  type        = string
  nullable    = false
}

variable "hec_url" {
  description = "Base URL of the HTTP Event Collector."
  type        = string
  nullable    = false
}

variable "logpush_r2_keys" {
  description = "Keys of the R2 API that Logpush writes with."
  type        = object({ access_key_id = string, secret_access_key = string })
  nullable    = false
  sensitive   = true
}

variable "alert_channels" {
  description = "Notification channels that alerts go to."
  type        = list(string)
  default     = []
  nullable    = false
}
