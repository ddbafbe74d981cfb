// The function app on a Flex Consumption plan: pays per use, one app per plan.

param appName string
param location string
param runtime string
param identityId string
param identityClientId string
param storageAccountName string
param packageContainerUrl string
param insightsConnectionString string
param vaultUri string
param publicUrl string
param pageOrigins string[]
param sendMails bool
param alertWebhookUrl string
param webhookVerifier string
param mailSandbox bool
param mailIpPool string
param maximumInstances int

// FUNCTIONS_WORKER_RUNTIME is not set on Flex: this is.
var runtimes = {
  custom: { name: 'custom', version: '1.0' }
  'dotnet-isolated': { name: 'dotnet-isolated', version: '10.0' }
}

var settings = {
  AzureWebJobsStorage__accountName: storageAccountName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  LeadScoring__PublicUrl: publicUrl
  // The package is mounted read-only, and nothing that must last is kept in this folder on Azure.
  LeadScoring__DataPath: '/tmp/leadscoring'
  LeadScoring__FunctionKey: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/function-key)'
  LeadScoring__LinkSecret: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/link-secret)'
}

var mailSettings = sendMails
  ? {
      SendGrid__ApiKey: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/sendgrid-key)'
      SendGrid__WebhookPublicKey: webhookVerifier
      SendGrid__Sandbox: string(mailSandbox)
      SendGrid__IpPool: mailIpPool
    }
  : {}

var alertSettings = empty(alertWebhookUrl)
  ? {}
  : {
      LeadScoring__AlertWebhookUrl: alertWebhookUrl
      LeadScoring__AlertWebhookSecret: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/alert-webhook-secret)'
    }

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: '${appName}-plan'
  location: location
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: appName
  location: location
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      minTlsVersion: '1.2'
      // The platform answers preflight requests itself, before the app sees them.
      cors: { allowedOrigins: pageOrigins }
    }
    functionAppConfig: {
      runtime: runtimes[runtime]
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      scaleAndConcurrency: { instanceMemoryMB: 2048, maximumInstanceCount: maximumInstances }
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(settings, mailSettings, alertSettings)
  }
}

output appName string = app.name
output appUrl string = 'https://${app.properties.defaultHostName}/'
