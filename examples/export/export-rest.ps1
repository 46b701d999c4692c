<#
.SYNOPSIS
    Exports a Citrix DaaS site by REST, as JSON for `holdover site import`. For those who have no Remote PowerShell SDK.
.DESCRIPTION
    Reads and changes nothing, follows pages to their end, and keeps neither the token nor anything else that is secret. Works in Windows
    PowerShell 5.1 and in PowerShell 7. StoreFront has no REST service: export-storefront.ps1 exports it.
.PARAMETER Token
    A bearer token of an API client that may read the site. It is asked for when it is not given.
.EXAMPLE
    .\export-rest.ps1 -CustomerId contoso -SiteId 0f2c... -Path holdover-export
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $CustomerId,
    [Parameter(Mandatory)] [string] $SiteId,
    [Parameter(Mandatory)] [securestring] $Token,
    [string] $Path = 'holdover-export',
    [string] $Api = 'https://api.cloud.com/cvad/manage',
    [string] $ConnectorApi = 'https://agenthub.citrixworkspacesapi.net'
)

$ErrorActionPreference = 'Stop'
$plain = [System.Net.NetworkCredential]::new('', $Token).Password
$headers = @{ Authorization = "CwsAuth Bearer=$plain"; 'Citrix-CustomerId' = $CustomerId; 'Citrix-InstanceId' = $SiteId; Accept = 'application/json' }
New-Item -ItemType Directory -Path $Path -Force | Out-Null

function Read-All([string] $Resource) {
    $next = ''
    do {
        $query = if ($next) { "limit=1000&continuationToken=$([uri]::EscapeDataString($next))" } else { 'limit=1000' }
        $page = Invoke-RestMethod -Uri "$Api/${Resource}?$query" -Headers $headers
        $page.Items
        $next = $page.ContinuationToken
    } while ($next)
}

function Save([string] $Name, [object[]] $Objects) {
    $file = Join-Path $Path "$Name.json"
    ConvertTo-Json -InputObject @($Objects) -Depth 6 | Set-Content -Path $file -Encoding UTF8
    Write-Output "$($Objects.Count) objects in $file"
}

Save 'rest-site' @(Invoke-RestMethod -Uri "$Api/Sites/$SiteId" -Headers $headers)
Save 'rest-zones' @(Read-All 'Zones')

# Cloud Connectors belong to Citrix Cloud and not to the site.
$connectors = @((Invoke-RestMethod -Uri "$ConnectorApi/$CustomerId/EdgeServers" -Headers $headers).id | ForEach-Object {
    Invoke-RestMethod -Uri "$ConnectorApi/$CustomerId/EdgeServers/$_" -Headers $headers
})
Save 'rest-connectors' @($connectors | Select-Object id, fqdn, location, role, status)

# What a group publishes is in its details and in its desktops.
$groups = @(Read-All 'DeliveryGroups' | ForEach-Object {
    $details = Invoke-RestMethod -Uri "$Api/DeliveryGroups/$($_.Id)" -Headers $headers
    $desktops = @((Invoke-RestMethod -Uri "$Api/DeliveryGroups/$($_.Id)/Desktops" -Headers $headers).Items)
    $details | Add-Member -NotePropertyName Desktops -NotePropertyValue $desktops -PassThru
})
Save 'rest-delivery-groups' $groups
Save 'rest-machines' @(Read-All 'Machines')
Save 'rest-applications' @(Read-All 'Applications' | ForEach-Object {
    Invoke-RestMethod -Uri "$Api/Applications/$($_.Id)" -Headers $headers
})
