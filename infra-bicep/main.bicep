// LeadScoring on Azure; the README says how to deploy it. One user-assigned identity may reach the storage account, the
// vault and the telemetry; nothing between them has a key or a password.

@description('What the names of all resources begin with.')
@minLength(2)
@maxLength(20)
param name string = 'leadscoring'

@description('Where everything is placed.')
param location string = resourceGroup().location

@description('custom: a publish that brings its runtime. dotnet-isolated: one with -p:OfficialPackages=true.')
@allowed(['custom', 'dotnet-isolated'])
param runtime string = 'custom'

@description('Base of the links in mails, like https://campaign.example.jp/; empty: the function app itself.')
param publicUrl string = ''

@description('Origins of the landing pages whose scripts may post entries.')
param pageOrigins string[] = []

@description('Really send mails by SendGrid. Without it they become files that vanish with the instance.')
param sendMails bool

@description('The verification key of SendGrid\'s signed event webhook; it is public. Empty: events are not taken.')
param webhookVerifier string = ''

@description('SendGrid checks each mail and sends none.')
param mailSandbox bool = false

@description('SendGrid\'s pool of addresses that mails leave from; empty: the account\'s.')
param mailIpPool string = ''

@description('Where alerts about the running of the app are mailed to.')
param alertEmail string

@description('Address of the brand\'s system that is told of alerts about leads; empty: none.')
param alertWebhookUrl string = ''

@description('How many instances may run at once.')
@minValue(1)
@maxValue(1000)
param maximumInstances int

@description('How copies of the data are kept: in one data centre (LRS) or in several of the region (ZRS).')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param storageSku string

@description('The admin key, at least 16 characters. Empty: the one in the vault stays.')
@secure()
param functionKey string = ''

@description('Signs links in mails; several, comma-separated, for rotation. Empty: the one in the vault stays.')
@secure()
param linkSecret string = ''

@description('SendGrid\'s API key. Empty: the one in the vault stays.')
@secure()
param sendGridKey string = ''

@description('Signs what is sent to alertWebhookUrl: whsec_ and base64. Empty: the one in the vault stays.')
@secure()
param alertWebhookSecret string = ''

var unique = uniqueString(resourceGroup().id, name)
var appName = '${name}-${unique}'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
}

module storage 'modules/storage.bicep' = {
  params: {
    accountName: 'st${unique}'
    location: location
    sku: storageSku
    principalId: identity.properties.principalId
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    vaultName: 'kv-${unique}'
    location: location
    principalId: identity.properties.principalId
    functionKey: functionKey
    linkSecret: linkSecret
    sendGridKey: sendGridKey
    alertWebhookSecret: alertWebhookSecret
  }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    name: name
    location: location
    principalId: identity.properties.principalId
  }
}

module app 'modules/app.bicep' = {
  params: {
    appName: appName
    location: location
    runtime: runtime
    identityId: identity.id
    identityClientId: identity.properties.clientId
    storageAccountName: storage.outputs.accountName
    packageContainerUrl: storage.outputs.packageContainerUrl
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    vaultUri: vault.outputs.vaultUri
    publicUrl: empty(publicUrl) ? 'https://${appName}.azurewebsites.net/' : publicUrl
    pageOrigins: pageOrigins
    sendMails: sendMails
    alertWebhookUrl: alertWebhookUrl
    webhookVerifier: webhookVerifier
    mailSandbox: mailSandbox
    mailIpPool: mailIpPool
    maximumInstances: maximumInstances
  }
}

module alerts 'modules/alerts.bicep' = {
  params: {
    name: name
    location: location
    workspaceId: monitoring.outputs.workspaceId
    storageAccountName: storage.outputs.accountName
    alertEmail: alertEmail
  }
}

output appName string = app.outputs.appName
output appUrl string = app.outputs.appUrl
