using Microsoft.EntityFrameworkCore;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>Clients and officers, their keys, sessions, roles and grants.</summary>
public sealed class IdentityDb(DbContextOptions<IdentityDb> options) : AreaBoundContext(options)
{
    /// <summary>Clients that may ask for tokens.</summary>
    public DbSet<Client> Clients => Set<Client>();

    /// <summary>Versions of roles.</summary>
    public DbSet<Role> Roles => Set<Role>();

    /// <summary>Roles given to clients in areas.</summary>
    public DbSet<RoleGrant> RoleGrants => Set<RoleGrant>();

    /// <summary>Assertions that were presented.</summary>
    public DbSet<UsedAssertion> UsedAssertions => Set<UsedAssertion>();

    /// <summary>Pairs of roles that exclude each other.</summary>
    public DbSet<IncompatibleRole> IncompatibleRoles => Set<IncompatibleRole>();

    /// <summary>Bodies that hold roles of the State.</summary>
    public DbSet<RoleBody> RoleBodies => Set<RoleBody>();

    /// <summary>Which commune lies in which province, by date.</summary>
    public DbSet<Area> Areas => Set<Area>();

    /// <summary>Public keys of machine partners.</summary>
    public DbSet<ClientKey> ClientKeys => Set<ClientKey>();

    /// <summary>Officers' accounts.</summary>
    public DbSet<Account> Accounts => Set<Account>();

    /// <summary>Accounts at an outside provider.</summary>
    public DbSet<ExternalLogin> ExternalLogins => Set<ExternalLogin>();

    /// <summary>Codes for a lost second factor.</summary>
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    /// <summary>Officers' stays.</summary>
    public DbSet<OfficerSession> Sessions => Set<OfficerSession>();

    /// <summary>Wishes to take a second factor away.</summary>
    public DbSet<SecondFactorReset> SecondFactorResets => Set<SecondFactorReset>();

    /// <inheritdoc />
    protected override void MapTables(ModelBuilder modelBuilder)
    {
        modelBuilder.UseMessaging();
        MapOfficers(modelBuilder);
        modelBuilder.UseOpenIddict<Client, ClientAuthorization, ClientScope, ClientToken, Guid>();
        modelBuilder.Entity<Client>(client =>
        {
            client.ToTable("client");
            client.Property(row => row.Id).ValueGeneratedNever();
            client.Property(row => row.AgencyId).HasMaxLength(35);
        });
        modelBuilder.Entity<ClientAuthorization>().ToTable("client_authorization");
        modelBuilder.Entity<ClientToken>().ToTable("client_token");
        modelBuilder.Entity<ClientScope>().ToTable("client_scope");
        modelBuilder.Entity<Role>(role =>
        {
            role.ToTable("role");
            role.HasKey(row => new { row.Code, row.ValidFrom });
        });
        modelBuilder.Entity<RoleGrant>(grant =>
        {
            grant.ToTable("role_grant");
            grant.Property(row => row.Id).ValueGeneratedNever();
            grant.HasOne<Client>().WithMany().HasForeignKey(row => row.ClientId);
            grant.HasOne<Account>().WithMany().HasForeignKey(row => row.AccountId);
            grant.Ignore(row => row.Area);
        });
        modelBuilder.Entity<UsedAssertion>(used =>
        {
            used.ToTable("used_assertion");
            used.HasKey(row => new { row.ClientId, row.TokenId });
        });
        modelBuilder.Entity<IncompatibleRole>().ToTable("incompatible_role").HasKey(row => new { row.Role, row.OtherRole, row.ValidFrom });
        modelBuilder.Entity<RoleBody>().ToTable("role_body").HasKey(row => new { row.Role, row.ValidFrom });
        modelBuilder.Entity<Area>().ToTable("area").HasKey(row => new { row.Code, row.ProvinceCode, row.ValidFrom });
        modelBuilder.Entity<AreaSuccession>().ToTable("area_succession").HasKey(row => new { row.OldCode, row.NewCode, row.ChangedOn });
        modelBuilder.Entity<ClientKey>().ToTable("client_key").HasKey(row => new { row.ClientId, row.KeyId });
    }

    private static void MapOfficers(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Account>(account =>
        {
            account.ToTable("account");
            account.Property(row => row.Id).ValueGeneratedNever();
            account.Ignore(row => row.Subject).Ignore(row => row.HasSecondFactor);
        });
        modelBuilder.Entity<OfficerSession>(session =>
        {
            session.ToTable("officer_session");
            session.Property(row => row.Id).ValueGeneratedNever();
        });
        modelBuilder.Entity<SecondFactorReset>(reset =>
        {
            reset.ToTable("second_factor_reset");
            reset.Property(row => row.Id).ValueGeneratedNever();
        });
        modelBuilder.Entity<ExternalLogin>().ToTable("external_login").HasKey(row => new { row.Issuer, row.Subject });
        modelBuilder.Entity<RecoveryCode>().ToTable("recovery_code").HasKey(row => new { row.AccountId, row.CodeHash });
    }
}
