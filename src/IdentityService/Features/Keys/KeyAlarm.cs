using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.IdentityService.Features.Keys;

/// <summary>Says each hour which partners' keys end within 30 days: in the log, and as the metric <c>identity.keys.expiring</c>. A partner whose last key ends is cut off.</summary>
internal sealed partial class KeyAlarm : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private const int Most = 1000;
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;
    private readonly ILogger<KeyAlarm> _logger;
    private int _expiring;

    public KeyAlarm(IServiceScopeFactory scopes, TimeProvider clock, IMeterFactory meters, ILogger<KeyAlarm> logger)
    {
        (_scopes, _clock, _logger) = (scopes, clock, logger);
        meters.Create("PovertyPlatform.Identity").CreateObservableGauge("identity.keys.expiring", () => Volatile.Read(ref _expiring), "{key}", "Keys of partners that end within 30 days");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (; ; await Task.Delay(Pause, _clock, stoppingToken))
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception failure) when (failure is Npgsql.NpgsqlException or TimeoutException or InvalidOperationException)
            {
                Unread(_logger, failure.Message);
            }
        }
    }

    internal async Task Look(CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var last = _clock.Today().AddDays(PublicKey.WarnDays);
        var keys = await (from key in db.ClientKeys.AsNoTracking()
                          join client in db.Clients on key.ClientId equals client.Id
                          where key.RetiredAt == null && key.ExpiresOn <= last
                          orderby key.ExpiresOn
                          select new { client.ClientId, key.KeyId, key.ExpiresOn }).Take(Most).ToListAsync(ct);
        Volatile.Write(ref _expiring, keys.Count);
        foreach (var key in keys)
            Expiring(_logger, key.KeyId, key.ClientId!, key.ExpiresOn);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Key {KeyId} of {ClientId} ends on {ExpiresOn}; the partner has to register the next one")]
    private static partial void Expiring(ILogger logger, string keyId, string clientId, DateOnly expiresOn);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Keys of partners cannot be read: {Reason}")]
    private static partial void Unread(ILogger logger, string reason);
}

internal static class KeyAlarmExtensions
{
    public static IHostApplicationBuilder AddKeyAlarm(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<KeyAlarm>().AddHostedService(services => services.GetRequiredService<KeyAlarm>());
        return builder;
    }
}
