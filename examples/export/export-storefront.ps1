<#
.SYNOPSIS
    Exports which delivery controllers a StoreFront uses, and how, as JSON for `holdover site import`.
.DESCRIPTION
    To be run on one server of each StoreFront server group. Reads and changes nothing; keys and certificates are not touched. Works in
    Windows PowerShell 5.1 and in PowerShell 7, where the StoreFront modules can be loaded.
.EXAMPLE
    .\export-storefront.ps1 -Path holdover-export
    Writes storefront-NAME.json into the folder holdover-export, beside what export-broker.ps1 wrote.
#>
[CmdletBinding()]
param(
    [string] $Path = 'holdover-export',
    [string] $Name = $env:COMPUTERNAME.ToLowerInvariant()
)

$ErrorActionPreference = 'Stop'
Import-Module Citrix.StoreFront
Import-Module Citrix.StoreFront.Stores
New-Item -ItemType Directory -Path $Path -Force | Out-Null

# TimeSpans and enumerations as text: ConvertTo-Json would make objects and numbers of them.
$stores = @(foreach ($store in Get-STFStoreService) {
    $settings = Get-STFStoreFarmConfiguration -StoreService $store
    $farms = @(Get-STFStoreFarm -StoreService $store | ForEach-Object {
        [pscustomobject] @{
            FarmName       = $_.FarmName
            FarmType       = [string] $_.FarmType
            Servers        = @($_.Servers | ForEach-Object { [string] $_ })
            LoadBalance    = $_.LoadBalance
            BypassDuration = $_.BypassDuration
        }
    })
    [pscustomobject] @{
        StoreFront                         = $Name
        StoreFrontVersion                  = [string] (Get-STFVersion)
        Store                              = $store.VirtualPath
        AdvancedHealthCheck                = $settings.AdvancedHealthCheck
        BackgroundHealthCheckPollingPeriod = [string] $settings.BackgroundHealthCheckPollingPeriod
        Farms                              = $farms
    }
})

$file = Join-Path $Path "storefront-$Name.json"
ConvertTo-Json -InputObject $stores -Depth 5 | Set-Content -Path $file -Encoding UTF8
Write-Output "$($stores.Count) stores in $file"
