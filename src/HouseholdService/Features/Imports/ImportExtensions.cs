using Microsoft.Extensions.Options;
using PovertyPlatform.HouseholdService.Data.Imports;
using PovertyPlatform.HouseholdService.Data.Imports.Redacting;

namespace PovertyPlatform.HouseholdService.Features.Imports;

/// <summary>Registers what imports need.</summary>
internal static class ImportExtensions
{
    public static IHostApplicationBuilder AddImports(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ImportOptions>().BindConfiguration("Imports").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ImportRulesSource>();
        builder.Services.AddSingleton(services =>
        {
            var options = services.GetRequiredService<IOptions<ImportOptions>>().Value;
            return ActivatorUtilities.CreateInstance<StoredFiles>(services, options.Folder, options.Limits);
        });
        builder.Services.AddSingleton<ImportRunner>();
        builder.Services.AddSingleton<ImportWake>();
        builder.Services.AddHostedService<ImportWorker>();
        return builder;
    }
}
