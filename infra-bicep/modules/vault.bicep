// The secrets of the app, which reads them by Key Vault references. What is given is written, what is empty stays.

param vaultName string
param location string
param principalId string

@secure()
param functionKey string
@secure()
param linkSecret string
@secure()
param sendGridKey string
@secure()
param alertWebhookSecret string

var secretsUser = '4633458b-17de-408a-874c-0445c86b69e6'

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: vaultName
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
  }
}

resource functionKeySecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(functionKey)) {
  parent: vault
  name: 'function-key'
  properties: { value: functionKey }
}

resource linkSecretSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(linkSecret)) {
  parent: vault
  name: 'link-secret'
  properties: { value: linkSecret }
}

resource sendGridKeySecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(sendGridKey)) {
  parent: vault
  name: 'sendgrid-key'
  properties: { value: sendGridKey }
}

resource alertWebhookSecretSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (!empty(alertWebhookSecret)) {
  parent: vault
  name: 'alert-webhook-secret'
  properties: { value: alertWebhookSecret }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, secretsUser)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

output vaultUri string = vault.properties.vaultUri
