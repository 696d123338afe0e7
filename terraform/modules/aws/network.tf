resource "aws_security_group" "connector" {
  count = var.vpc == null ? 0 : 1

  name        = "${var.name}-function"
  description = "The connector: out over TLS, nothing in."
  vpc_id      = var.vpc.vpc_id
  tags        = var.tags
}

resource "aws_vpc_security_group_egress_rule" "tls" {
  count = var.vpc == null ? 0 : 1

  security_group_id = aws_security_group.connector[0].id
  description       = "The destination and AWS"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

locals {
  # Who does not listen on 443: Splunk's collector on 8088, Elasticsearch on 9200, a collector of metrics on 4318.
  destination_ports = var.vpc == null ? [] : flatten([
    for name, value in var.settings.environment : regexall("^https?://[^/]+:([0-9]+)", value)
  ])
}

resource "aws_vpc_security_group_egress_rule" "destination" {
  for_each = setsubtract(local.destination_ports, ["443"])

  security_group_id = aws_security_group.connector[0].id
  description       = "The destination"
  ip_protocol       = "tcp"
  from_port         = tonumber(each.key)
  to_port           = tonumber(each.key)
  cidr_ipv4         = "0.0.0.0/0"
}

locals {
  makes_endpoints = try(var.vpc.create_endpoints, false)
  endpoints       = local.makes_endpoints ? toset(["sqs", "logs", "ssm", "secretsmanager"]) : toset([])
}

resource "aws_vpc_endpoint" "s3" {
  count = local.makes_endpoints ? 1 : 0

  vpc_id            = var.vpc.vpc_id
  service_name      = "com.amazonaws.${local.region}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = var.vpc.route_table_ids
  tags              = var.tags
}

resource "aws_security_group" "endpoints" {
  count = local.makes_endpoints ? 1 : 0

  name        = "${var.name}-endpoints"
  description = "AWS as the connector sees it: in over TLS from there."
  vpc_id      = var.vpc.vpc_id
  tags        = var.tags
}

resource "aws_vpc_security_group_ingress_rule" "endpoints" {
  count = local.makes_endpoints ? 1 : 0

  security_group_id            = aws_security_group.endpoints[0].id
  description                  = "The connector"
  referenced_security_group_id = aws_security_group.connector[0].id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_vpc_endpoint" "aws" {
  for_each = local.endpoints

  vpc_id              = var.vpc.vpc_id
  service_name        = "com.amazonaws.${local.region}.${each.key}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = var.vpc.subnet_ids
  security_group_ids  = [aws_security_group.endpoints[0].id]
  private_dns_enabled = true
  tags                = var.tags
}
