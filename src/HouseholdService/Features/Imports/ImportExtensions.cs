using PovertyPlatform.HouseholdService.Data.Imports;

namespace PovertyPlatform.HouseholdService.Features.Imports;

/// <summary>Registers what imports need.</summary>
internal static class ImportExtensions
{
    public static IHostApplicationBuilder AddImports(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ImportOptions>().BindConfiguration("Imports").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ImportRulesSource>();
        builder.Services.AddSingleton<ImportRunner>();
        builder.Services.AddSingleton<ImportWake>();
        builder.Services.AddHostedService<ImportWorker>();
        return builder;
    }
}
