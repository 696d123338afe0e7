variable "zone_id" {
  description = "The zone whose logs are pushed. This or `account_id`."
  type        = string
  default     = null
}

variable "account_id" {
  description = "The account whose logs are pushed, for datasets of accounts."
  type        = string
  default     = null

  validation {
    condition     = (var.account_id == null) != (var.zone_id == null)
    error_message = "Either zone_id or account_id must be set."
  }
}

variable "name" {
  description = "The jobs' names begin with it."
  type        = string
  default     = "connector"
  nullable    = false
}

variable "datasets" {
  description = "The datasets to push, a job for each. Without `fields`, all fields of the dataset."
  type = map(object({
    fields      = optional(list(string))
    without     = optional(list(string), [])
    filter      = optional(any)
    sample_rate = optional(number)
    enabled     = optional(bool, true)
  }))
  nullable = false

  validation {
    condition     = length(setsubtract(keys(var.datasets), keys(local.known))) == 0
    error_message = "datasets must be some of ${join(", ", keys(local.known))}."
  }

  validation {
    condition = alltrue([
      for name in keys(var.datasets) :
      contains(try(local.known[name].scopes, []), var.zone_id == null ? "account" : "zone")
    ])
    error_message = "datasets must be those of zones with zone_id, and those of accounts with account_id."
  }

  validation {
    condition = alltrue([
      for name, job in var.datasets : length(setsubtract(
        coalesce(job.fields, []), try(local.known[name].fields, [])
      )) == 0
    ])
    error_message = "datasets must have fields that the dataset has."
  }

  validation {
    condition = alltrue([
      for job in values(var.datasets) : try(job.sample_rate > 0 && job.sample_rate <= 1, job.sample_rate == null)
    ])
    error_message = "sample_rate must be more than 0 and at most 1."
  }
}

variable "s3" {
  description = "Pushes into a bucket of S3."
  type        = object({ bucket = string, region = string })
  default     = null
}

variable "gcs" {
  description = "Pushes into a bucket of Google Cloud Storage."
  type        = object({ bucket = string })
  default     = null
}

variable "azure" {
  description = "Pushes into a container of Azure Blob Storage."
  type        = object({ account = string, container = string })
  default     = null
}

variable "azure_sas" {
  description = "Signed part of the container's URL: blobs, objects, write only, valid for five years or more."
  type        = string
  default     = null
  sensitive   = true

  validation {
    condition     = (var.azure == null) == (var.azure_sas == null)
    error_message = "azure_sas must be set with azure, and only then."
  }
}

variable "r2" {
  description = "Pushes into a bucket of R2."
  type        = object({ bucket = string, account_id = string })
  default     = null
}

variable "r2_keys" {
  description = "Keys of the R2 API that may write into the bucket."
  type        = object({ access_key_id = string, secret_access_key = string })
  default     = null
  sensitive   = true

  validation {
    condition     = (var.r2 == null) == (var.r2_keys == null)
    error_message = "r2_keys must be set with r2, and only then."
  }
}

variable "key_prefix" {
  description = "Key prefix of all batches; each dataset has a folder of its name under it."
  type        = string
  default     = "logs/"
  nullable    = false

  validation {
    condition     = can(regex("^([A-Za-z0-9_-]+/)*$", var.key_prefix))
    error_message = "key_prefix must be folders, each with a slash behind it."
  }
}

variable "ownership_challenges" {
  description = "What stands in the files of the output `challenge_files`, by dataset. Not needed for R2."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "max_upload_interval_seconds" {
  description = "A batch is written after this time at the latest."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.max_upload_interval_seconds >= 30 && var.max_upload_interval_seconds <= 300
    error_message = "max_upload_interval_seconds must be from 30 to 300."
  }
}

variable "max_upload_bytes" {
  description = "A batch is written when it is this large, before compression, at the latest."
  type        = number
  default     = 100000000
  nullable    = false

  validation {
    condition     = var.max_upload_bytes >= 5000000 && var.max_upload_bytes <= 1000000000
    error_message = "max_upload_bytes must be from 5000000 to 1000000000."
  }
}
