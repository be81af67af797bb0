using Microsoft.Extensions.Options;
using Npgsql;
using PovertyPlatform.PartnerService.Data.Webhooks;
using PovertyPlatform.PartnerService.Domain.Webhooks;

namespace PovertyPlatform.PartnerService.Features.Deliveries;

/// <summary>Registers webhooks: where they are kept, and who rings.</summary>
internal static class DeliveryExtensions
{
    private const int KeySize = 32;

    /// <summary>Adds webhooks.</summary>
    public static IHostApplicationBuilder AddWebhooks(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<WebhookOptions>().BindConfiguration("Webhooks").ValidateDataAnnotations()
            .Validate<IHostEnvironment>((options, environment) => IsKey(options.SecretKey) || (string.IsNullOrEmpty(options.SecretKey) && !environment.IsProduction()),
                "Webhooks:SecretKey must be the base64 of 32 random bytes (openssl rand -base64 32).")
            .Validate<IHostEnvironment>((options, environment) => !options.AllowLoopback || !environment.IsProduction(), "Webhooks:AllowLoopback is for development only.")
            .ValidateOnStart();
        builder.Services.AddSingleton(services => services.GetRequiredService<IOptions<WebhookOptions>>().Value);
        builder.Services.AddSingleton<SecretSeal>();
        builder.Services.AddSingleton(services => new CheckedAddresses(services.GetRequiredService<WebhookOptions>()));
        builder.Services.AddSingleton<PendingDeliveries>();
        builder.Services.AddSingleton<EndpointFanOut>();
        builder.Services.AddSingleton<WebhookTelemetry>();
        builder.Services.AddSingleton<WebhookSender>();
        builder.Services.AddSingleton<Doorbell>();
        builder.Services.AddHostedService<FanOutEvents>();
        builder.Services.AddHostedService<RingBells>();
        builder.Services.AddHostedService<ForgetDeliveries>();
        return builder;
    }

    private static bool IsKey(string? text) =>
        text is { Length: > 0 } && Convert.TryFromBase64String(text, new byte[text.Length], out var length) && length == KeySize;
}
