# What the tests of this module take unless they say otherwise.
name = "edge"
settings = {
  destination = "splunk"
  environment = {
    SPLUNK_HEC_URL   = "https://splunk.example.com:8088"
    SPLUNK_HEC_TOKEN = "ssm:/edge/hec-token"
  }
  secrets = { SPLUNK_HEC_TOKEN = "ssm:/edge/hec-token" }
}
package_object = { bucket = "packages", key = "splunk-connector.zip" }
bucket         = "edge-logs"
