resource "aws_s3_bucket" "logs" {
  count = var.create_bucket ? 1 : 0

  bucket = var.bucket
  tags   = var.tags
}

resource "aws_s3_bucket_public_access_block" "logs" {
  count = var.create_bucket ? 1 : 0

  bucket                  = aws_s3_bucket.logs[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  count = var.create_bucket ? 1 : 0

  bucket = aws_s3_bucket.logs[0].id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = var.kms_key_arn == null ? "AES256" : "aws:kms"
      kms_master_key_id = var.kms_key_arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "logs" {
  count = var.create_bucket ? 1 : 0

  bucket = aws_s3_bucket.logs[0].id

  rule {
    id     = "expire"
    status = "Enabled"

    filter {}

    expiration {
      days = var.bucket_expiration_days
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }
}

locals {
  # Cloudflare: https://developers.cloudflare.com/logs/logpush/logpush-job/enable-destinations/aws-s3/
  logpush_statement = var.bucket == null ? null : {
    Sid       = "LogpushWrites"
    Effect    = "Allow"
    Principal = { AWS = "arn:aws:iam::391854517948:user/cloudflare-logpush" }
    Action    = "s3:PutObject"
    Resource  = "${local.bucket_arn}/${var.key_prefix}*"
  }
}

resource "aws_s3_bucket_policy" "logs" {
  count = var.create_bucket ? 1 : 0

  bucket = aws_s3_bucket.logs[0].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([for allowed in [local.logpush_statement] : allowed if var.allow_logpush], [
      {
        Sid       = "DenyWithoutTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [local.bucket_arn, "${local.bucket_arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }
    ])
  })

  depends_on = [aws_s3_bucket_public_access_block.logs]
}
